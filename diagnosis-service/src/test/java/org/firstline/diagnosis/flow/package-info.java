@NullMarked
package org.firstline.diagnosis.flow;

import org.jspecify.annotations.NullMarked;

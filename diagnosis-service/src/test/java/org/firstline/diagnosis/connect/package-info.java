@NullMarked
package org.firstline.diagnosis.connect;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.firstline.diagnosis;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.firstline.intake;

import org.jspecify.annotations.NullMarked;

/** A handful of calls played through the whole flow, told as it happens. */
@NullMarked
package org.firstline.drive.demo;

import org.jspecify.annotations.NullMarked;

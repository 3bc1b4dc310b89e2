/** Measures how fast the suite is, beside the physical limit of the same machine in the same run. */
@NullMarked
package org.firstline.bench;

import org.jspecify.annotations.NullMarked;

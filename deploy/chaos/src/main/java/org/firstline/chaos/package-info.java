/** The command and what a run is made of. */
@NullMarked
package org.firstline.chaos;

import org.jspecify.annotations.NullMarked;

/** What was seen of a run, and whether it keeps the promises. */
@NullMarked
package org.firstline.chaos.check;

import org.jspecify.annotations.NullMarked;

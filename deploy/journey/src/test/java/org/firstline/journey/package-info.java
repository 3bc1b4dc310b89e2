/** What holds over the whole suite: the rules of the house, and the way of a case from ring to closed callback. */
@NullMarked
package org.firstline.journey;

import org.jspecify.annotations.NullMarked;

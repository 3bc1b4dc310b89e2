/**
 * The language of the suite: one sealed family of records per publisher. What is written here is what stands on the
 * topics; there is no behaviour beyond the check that a record says what its contract requires.
 */
@NullMarked
package org.firstline.contracts;

import org.jspecify.annotations.NullMarked;

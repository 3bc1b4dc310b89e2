/**
 * What bad input gets, for the tests of every service: a corpus of texts that is read like a list, bad requests generated
 * from a service's own description of its doors, bad records generated from the golden examples, and what each of them
 * must be answered.
 */
@NullMarked
package org.firstline.local.badinput;

import org.jspecify.annotations.NullMarked;

/** The calls, departments and gateways of a run, and what they wrote down. */
@NullMarked
package org.firstline.chaos.load;

import org.jspecify.annotations.NullMarked;

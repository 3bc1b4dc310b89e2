/** The outside world: intake for a customer's contact point, and the way out to the customer. */
@NullMarked
package org.firstline.followup.connect;

import org.jspecify.annotations.NullMarked;

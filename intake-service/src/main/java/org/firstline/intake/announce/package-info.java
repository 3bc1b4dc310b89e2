/** What was decided, in the words of the contracts, on its way to the outbox. */
@NullMarked
package org.firstline.intake.announce;

import org.jspecify.annotations.NullMarked;

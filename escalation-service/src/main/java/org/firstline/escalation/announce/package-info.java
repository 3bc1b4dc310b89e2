/** What was decided becomes events of the contracts on the outbox. */
@NullMarked
package org.firstline.escalation.announce;

import org.jspecify.annotations.NullMarked;

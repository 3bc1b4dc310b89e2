/** The outside world intake asks: the customer directory, embedded or over HTTP. Never called inside a transaction. */
@NullMarked
package org.firstline.intake.connect;

import org.jspecify.annotations.NullMarked;

/** Kafka in: events become inputs of the flow. */
@NullMarked
package org.firstline.followup.listen;

import org.jspecify.annotations.NullMarked;

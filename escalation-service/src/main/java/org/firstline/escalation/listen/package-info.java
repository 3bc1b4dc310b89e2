/** Kafka in: each topic's letters become inputs of the flow. */
@NullMarked
package org.firstline.escalation.listen;

import org.jspecify.annotations.NullMarked;

/** Kafka in: an event becomes an input of the flow. */
@NullMarked
package org.firstline.diagnosis.listen;

import org.jspecify.annotations.NullMarked;

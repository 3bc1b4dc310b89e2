/**
 * The post office: what makes "decided" become "said once, in order" and "heard" become "worked on once, in order",
 * whatever process dies in between. It knows no event and no domain.
 */
@NullMarked
package org.firstline.messaging;

import org.jspecify.annotations.NullMarked;

/** REST in and out: departments' answers, the desk's corrections, reference data, and the lists people look at. */
@NullMarked
package org.firstline.escalation.http;

import org.jspecify.annotations.NullMarked;

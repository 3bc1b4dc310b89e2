/** REST in: tracking for people, what callbacks brought, tasks, and the words of notices. */
@NullMarked
package org.firstline.followup.http;

import org.jspecify.annotations.NullMarked;

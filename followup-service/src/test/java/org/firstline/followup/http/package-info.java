/** The doors over HTTP. */
@NullMarked
package org.firstline.followup.http;

import org.jspecify.annotations.NullMarked;

/**
 * A service's settings, looked at before anything starts: what a mapping says is allowed, and what is told, in words,
 * where something else was set.
 */
@NullMarked
package org.firstline.messaging.settings;

import org.jspecify.annotations.NullMarked;

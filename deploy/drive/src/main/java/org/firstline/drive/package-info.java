/**
 * Drives the suite from outside through its own doors, as platforms, bots, departments and dialers do: what the demo, the
 * replay, the journeys and the bench share.
 */
@NullMarked
package org.firstline.drive;

import org.jspecify.annotations.NullMarked;

/** What goes wrong during a run, and when. */
@NullMarked
package org.firstline.chaos.fault;

import org.jspecify.annotations.NullMarked;

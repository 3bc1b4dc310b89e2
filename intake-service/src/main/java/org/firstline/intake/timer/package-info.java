/** The clock: contacts that wait for who calls, or for an agent's word, go on when their time has come. */
@NullMarked
package org.firstline.intake.timer;

import org.jspecify.annotations.NullMarked;

/** Intake over HTTP: platforms push events, agents work on contacts and cases, personal data is fetched with a reason. */
@NullMarked
package org.firstline.intake.http;

import org.jspecify.annotations.NullMarked;

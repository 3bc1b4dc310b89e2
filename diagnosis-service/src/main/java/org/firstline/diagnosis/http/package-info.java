/** What agents and supervisors do with a diagnosis, and the knowledge packs. */
@NullMarked
package org.firstline.diagnosis.http;

import org.jspecify.annotations.NullMarked;

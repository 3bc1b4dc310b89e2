/** Diagnosis: from a triaged case to fixed, guided, or a department's work (manual §3.2, §3.3). */
@NullMarked
package org.firstline.diagnosis;

import org.jspecify.annotations.NullMarked;

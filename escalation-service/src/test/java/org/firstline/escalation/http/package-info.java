@NullMarked
package org.firstline.escalation.http;

import org.jspecify.annotations.NullMarked;

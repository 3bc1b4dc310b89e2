@NullMarked
package org.firstline.intake.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.firstline.diagnosis.http;

import org.jspecify.annotations.NullMarked;

package org.firstline.intake.http;

/** What requests and answers look like, for the API's description; the story of the contracts' golden examples. */
final class Samples {

    private Samples() {}

    static final String CALL_ANSWERED = """
            {"specversion":"1.0","id":"7c1f0a52-2","source":"/platforms/amazon-connect",
             "type":"org.firstline.call.answered.v1","datacontenttype":"application/json",
             "data":{"platform":"amazon-connect","callId":"call-7c1f0a52","rootCallId":"call-7c1f0a52",
                     "direction":"INBOUND","at":"2026-03-02T00:14:31Z","agentId":"20644"}}""";

    /** The data alone; the attributes stand in the headers. */
    static final String CALL_ANSWERED_DATA = """
            {"platform":"amazon-connect","callId":"call-7c1f0a52","rootCallId":"call-7c1f0a52",
             "direction":"INBOUND","at":"2026-03-02T00:14:31Z","agentId":"20644"}""";

    static final String CALL_BATCH = "[" + CALL_ANSWERED + """
            ,{"specversion":"1.0","id":"7c1f0a52-3","source":"/platforms/amazon-connect",
              "type":"org.firstline.call.ended.v1","datacontenttype":"application/json",
              "data":{"platform":"amazon-connect","callId":"call-7c1f0a52","rootCallId":"call-7c1f0a52",
                      "direction":"INBOUND","at":"2026-03-02T00:21:02Z"}}]""";

    static final String CONNECT_EVENT = """
            {"version":"0","id":"f3a1c9e0-5b7d-4c11-8a52-0d9e6b1f2a34","detail-type":"Amazon Connect Contact Event",
             "source":"aws.connect","time":"2026-03-02T00:14:31Z",
             "detail":{"eventType":"CONNECTED_TO_AGENT","contactId":"call-7c1f0a52","initialContactId":"call-7c1f0a52",
                       "channel":"VOICE","initiationMethod":"INBOUND",
                       "agentInfo":{"agentArn":"arn:aws:connect:cn-north-1:123:instance/i/agent/20644",
                                    "connectedToAgentTimestamp":"2026-03-02T00:14:31Z"}}}""";

    static final String TWILIO_FORM = "CallSid=CA7c1f0a52&CallStatus=ringing&Direction=inbound&From=%2B8610000000001"
            + "&Timestamp=Mon%2C%2002%20Mar%202026%2000%3A14%3A05%20%2B0000";

    static final String SEARCH = "{\"callerNumber\":\"+8610000000001\"}";

    static final String CONTACT = """
            {"id":"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41","stage":"triaged","platform":"amazon-connect",
             "callId":"call-7c1f0a52","customerRef":"cust-91be2d","customerKnown":true,"agentId":"20644",
             "offeredAt":"2026-03-02T00:14:05Z","answeredAt":"2026-03-02T00:14:31Z","open":true,"closed":false,
             "details":{"handling":"PERSON","openedAt":"2026-03-02T00:14:31.204Z","identityVerified":true,
                        "verificationMethod":"service-pin",
                        "facts":{"line":"BROADBAND","region":"CN-31","customerClass":"RESIDENTIAL",
                                 "contractClass":"STANDARD","networkElement":"OLT-SH-PD-0117/1/3/7",
                                 "serviceRef":"svc-4f0a7c","customer":"cust-91be2d"},
                        "symptom":{"code":"broadband.no-internet","text":"光猫的 LOS 灯闪红，回电***",
                                   "sinceAt":"2026-03-01T23:00:00Z","frequency":"PERMANENT","tried":["restart-ont"]},
                        "category":"NETWORK_FAULT","severity":"MAJOR"},
             "accountable":{"owner":"FIRST_LINE","ownerId":"20644","next":"DIAGNOSE",
                            "dueAt":"2026-03-02T00:49:40.513Z"},
             "version":5}""";

    static final String CONTACTS = "{\"items\":[" + CONTACT + "],\"next\":\"MTc0\"}";

    static final String SUGGESTION =
            "{\"category\":\"NETWORK_FAULT\",\"confidence\":0.8,\"because\":[\"断网\",\"no internet\"]}";

    static final String REASON = "{\"reason\":\"the visit was agreed for 10:00, the caller does not answer\"}";

    static final String DESKS =
            "{\"items\":[{\"category\":\"BILLING\",\"desk\":\"billing\"},{\"category\":\"OTHER\",\"desk\":\"customer-service\"}]}";

    static final String DESK = "{\"desk\":\"billing\"}";

    static final String GREETING = """
            {"channel":"voice","language":"en","text":"Hello, technical support, my agent number is 20644. How may I help you?",
             "agentId":"20644"}""";

    static final String AUDIT = """
            {"items":[{"id":174,"at":"2026-03-02T01:02:11.090Z","who":"dept-field-service",
                       "role":"department:field-service","what":"site","customerRef":"cust-91be2d",
                       "caseId":"5b0c8f2e-6d1a-4c53-9a64-2f7e10c3ab41","reason":"visit"}]}""";
}

package org.rlsworkup.screening;

/** Lines of an export, written short. */
final class Lines {
    private Lines() {}

    static String patient(String id) {
        return json(
                "{'resourceType':'Patient','id':'" + id
                        + "','gender':'female','birthDate':'1971-04-09','managingOrganization':{'reference':'Organization/north'}}");
    }

    static String rls(String patient) {
        return condition(patient, "32914008", "confirmed", "");
    }

    static String condition(String patient, String snomed, String verification, String more) {
        return json("{'resourceType':'Condition','id':'" + patient + "-" + snomed + "'," + more
                + "'clinicalStatus':{'coding':[{'code':'active'}]},'verificationStatus':{'coding':[{'code':'"
                + verification + "'}]},'subject':{'reference':'Patient/" + patient
                + "'},'recordedDate':'2026-01-05','code':{'coding':[{'system':'http://snomed.info/sct','code':'"
                + snomed + "'}]}}");
    }

    /** A final result. */
    static String result(String patient, String id, String loinc, String value, String unit, String date) {
        return result(patient, id, loinc, value, unit, date, "'status':'final',");
    }

    /** @param more members that come first */
    static String result(String patient, String id, String loinc, String value, String unit, String date, String more) {
        return json("{'resourceType':'Observation','id':'" + id + "'," + more + "'subject':{'reference':'Patient/"
                + patient + "'},'code':{'coding':[{'system':'http://loinc.org','code':'" + loinc
                + "'}]},'effectiveDateTime':'" + date + "','valueQuantity':{'value':" + value + ",'unit':'" + unit
                + "'}}");
    }

    static String ferritin(String patient, String date) {
        return result(patient, patient + "-fer-" + date, "2276-4", "120", "ng/mL", date);
    }

    static String json(String written) {
        return written.replace('\'', '"');
    }
}

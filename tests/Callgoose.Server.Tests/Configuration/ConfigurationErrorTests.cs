using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Integrations;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>Every mistake in a configuration file is reported at its place, with what to write instead.</summary>
public class ConfigurationErrorTests
{
    private static readonly string Known = string.Join(", ", BuiltInIntegrations.All.Select(static integration => integration.Name));

    public static TheoryData<string, string> Json => new()
    {
        { "", "1:1: error CG4001: This is not JSON: it is empty. Write an object." },
        { "{\n  \"data\": here }", "2:11: error CG4001: This is not JSON: h is not the start of a value. A string is written in double quotes; other values are numbers, true, false, null, objects and arrays." },
        { "{\n  \"data\": \"x\" // folder\n}", "2:15: error CG4001: This is not JSON: JSON has no comments. Remove this one." },
        { "{ \"data\": \"\\ud800\" }", "1:11: error CG4001: A \\u escape gives half of a surrogate pair; write both halves, the high one first." },
        { "[]", "1:1: error CG4005: A configuration file holds one object, not an array." },
        { "{\n  \"data\": \"x\",\n  \"data\": \"y\" }", "3:3: error CG4002: The property \"data\" stands twice in this object; remove one of them." },
    };

    public static TheoryData<string, string> Shape => new()
    {
        { "{ \"date\": \"x\" }", "1:3: error CG4003: There is no property \"date\" here; did you mean \"data\"? Known are $schema, data, store, urls, tls, behindProxy, schemas, limits, duplicateWindow, retention, metrics, services, destinations, routes, delivery, relay." },
        { "{\n\t\"limits\": { \"Body\": 2048 } }", "2:14: error CG4003: There is no property \"Body\" here; did you mean \"body\"? Known are " + string.Join(", ", SettingNames.OfLimits) + "." },
        { "{ \"$schema\": 1 }", "1:14: error CG4005: The property \"$schema\" must be a string, not a number." },
        { "{ \"data\": false }", "1:11: error CG4005: The property \"data\" must be a string, not a boolean." },
        { "{ \"data\": \" \" }", "1:11: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"data\": \"a\\u0000b\" }", "1:11: error CG4008: This path has a control character in it; write it without." },
        { "{ \"urls\": 8080 }", "1:11: error CG4005: The property \"urls\" must be an array, not a number." },
        { "{ \"urls\": [8080] }", "1:12: error CG4005: The property \"urls\" must be an array of strings, not a number; write \"8080\" in quotes." },
        { "{ \"urls\": [] }", "1:11: error CG4006: This list names no address; write one such as \"http://127.0.0.1:8080\", or leave \"urls\" out." },
        { "{ \"urls\": [\"http://127.0.0.1:1\", \"\"] }", "1:34: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"urls\": \"localhost:8080\" }", "1:11: error CG4008: The setting \"urls\" has \"localhost:8080\", which is not an address to listen on; write one such as http://127.0.0.1:8080, with an IP address, localhost or * as its host." },
        { "{ \"schemas\": \"x\" }", "1:14: error CG4005: The property \"schemas\" must be an array, not a string." },
        { "{ \"schemas\": [\"é\", \"\"] }", "1:20: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"limits\": 5 }", "1:13: error CG4005: The property \"limits\" must be an object, not a number." },
        { "{ \"limits\": { \"body\": \"1 MiB\" } }", "1:23: error CG4005: The property \"body\" must be a number of bytes, not a string." },
        { "{ \"limits\": { \"body\": 1023 } }", "1:23: error CG4007: The setting \"limits.body\" is 1023; write a whole number of bytes from 1024 (1 KiB) to 67108864 (64 MiB)." },
        { "{ \"limits\": { \"body\": 67108865 } }", "1:23: error CG4007: The setting \"limits.body\" is 67108865; write a whole number of bytes from 1024 (1 KiB) to 67108864 (64 MiB)." },
        { "{ \"limits\": { \"body\": 1e6 } }", "1:23: error CG4007: The setting \"limits.body\" is 1e6; write a whole number of bytes from 1024 (1 KiB) to 67108864 (64 MiB)." },
        { "{ \"limits\": { \"requests\": 0 } }", "1:27: error CG4007: The setting \"limits.requests\" is 0; write a whole number from 1 to 1000000." },
        { "{ \"limits\": { \"bodyMemory\": 1048576 } }", "1:29: error CG4007: The setting \"limits.bodyMemory\" is 1048576; write a whole number of bytes from 67108864 (64 MiB) to 68719476736 (64 GiB)." },
        { "{ \"limits\": { \"headerTimeout\": 10 } }", "1:32: error CG4005: The property \"headerTimeout\" must be a string, not a number." },
        { "{ \"limits\": { \"headerTimeout\": \"2h\" } }", "1:32: error CG4007: The setting \"limits.headerTimeout\" is \"2h\"; write a length of time from 1s to 1h, such as 10s." },
        { "{ \"limits\": { \"tokenRate\": 10 } }", "1:28: error CG4005: The property \"tokenRate\" must be a string, not a number." },
        { "{ \"limits\": { \"tokenRate\": \"10\" } }", "1:28: error CG4008: The setting \"limits.tokenRate\" is \"10\", which is not a rate; write how many calls in a second, minute, hour or day, such as 10/s, 600/m or 5000/h, or off." },
        { "{ \"tls\": \"x\" }", "1:10: error CG4005: The property \"tls\" must be an object, not a string." },
        { "{ \"tls\": { \"cert\": \"x\" } }", "1:12: error CG4003: There is no property \"cert\" here; did you mean \"key\"? Known are certificate, key." },
        { "{ \"tls\": { \"key\": \"\" } }", "1:19: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"behindProxy\": true }", "1:18: error CG4005: The property \"behindProxy\" must be an array, not a boolean." },
        { "{ \"behindProxy\": [\"10.0.0.0/33\"] }", "1:19: error CG4008: The setting \"behindProxy\" has \"10.0.0.0/33\", which is not a network; write an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or fd00::/8." },
        { "{ \"duplicateWindow\": 300 }", "1:22: error CG4005: The property \"duplicateWindow\" must be a string, not a number." },
        { "{ \"duplicateWindow\": \"5 min\" }", "1:22: error CG4008: The setting \"duplicateWindow\" is \"5 min\", which is not a duration; write a whole number and s, m, h, d or w, such as 5m." },
        { "{ \"duplicateWindow\": \"0s\" }", "1:22: error CG4008: The setting \"duplicateWindow\" is \"0s\", which is not a duration; write a whole number and s, m, h, d or w, such as 5m." },
        { "{ \"duplicateWindow\": \"604801s\" }", "1:22: error CG4007: The setting \"duplicateWindow\" is \"604801s\"; write a length of time from 1s to 7d." },
        { "{ \"duplicateWindow\": \"8d\" }", "1:22: error CG4007: The setting \"duplicateWindow\" is \"8d\"; write a length of time from 1s to 7d." },
        { "{ \"limits\": { \"queue\": \"many\" } }", "1:24: error CG4005: The property \"queue\" must be a number, not a string." },
        { "{ \"limits\": { \"queue\": 15 } }", "1:24: error CG4007: The setting \"limits.queue\" is 15; write a whole number from 16 to 65536." },
        { "{ \"limits\": { \"queue\": 65537 } }", "1:24: error CG4007: The setting \"limits.queue\" is 65537; write a whole number from 16 to 65536." },
        { "{ \"retention\": \"for ever\" }", "1:16: error CG4008: The setting \"retention\" is \"for ever\", which is not a duration; write a whole number and s, m, h, d or w, such as 90d." },
        { "{ \"retention\": \"59m\" }", "1:16: error CG4007: The setting \"retention\" is \"59m\"; write a length of time of 1h or more." },
        { "{ \"services\": {} }", "1:15: error CG4005: The property \"services\" must be an array, not an object." },
        { "{ \"services\": [] }", "1:15: error CG4006: There is no service in this list; write one, or leave \"services\" out to have the service \"default\"." },
    };

    public static TheoryData<string, string> Services => new()
    {
        { "\"api\"", "2:1: error CG4005: A service is an object, not a string." },
        { "{ \"team\": \"x\" }", "2:1: error CG4004: The property \"name\" is missing in this object; add it." },
        { "{ \"name\": \"\" }", "2:11: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"name\": \"a\\nb\" }", "2:11: error CG4007: A name has at most 100 characters and no control characters; choose another one." },
        { "{ \"name\": \"" + new string('n', 101) + "\" }", "2:11: error CG4007: A name has at most 100 characters and no control characters; choose another one." },
        { "{ \"name\": \"a\" },\n{ \"name\": \"a\" }", "3:11: error CG4010: There is a service \"a\" already; give this one another name." },
        { "{ \"name\": \"a\", \"team\": null }", "2:24: error CG4005: The property \"team\" must be a string, not null." },
        { "{ \"name\": \"a\", \"team\": \"\" }", "2:24: error CG4006: This text is blank; write what is meant, or leave it out." },
        { "{ \"name\": \"a\", \"enable\": false }", "2:16: error CG4003: There is no property \"enable\" here; did you mean \"enabled\"? Known are name, team, integrations, enabled, maintenance." },
        { "{ \"name\": \"a\", \"enabled\": \"no\" }", "2:27: error CG4005: The property \"enabled\" must be true or false, not a string." },
        { "{ \"name\": \"a\", \"integrations\": \"BetterStack\" }", "2:32: error CG4005: The property \"integrations\" must be an array, not a string." },
        { "{ \"name\": \"a\", \"integrations\": [\"BeterStack\"] }", "2:33: error CG4009: There is no integration \"BeterStack\"; did you mean \"BetterStack\"? Known are " + Known + "." },
        { "{ \"name\": \"a\", \"integrations\": [\"BetterStack\", \"better-stack\"] }", "2:48: error CG4010: This service lists the integration \"BetterStack\" already; remove one of them." },
        { "{ \"name\": \"a\", \"maintenance\": {} }", "2:31: error CG4005: The property \"maintenance\" must be an array, not an object." },
        { "{ \"name\": \"a\", \"maintenance\": [\"today\"] }", "2:32: error CG4005: A maintenance is an object with \"from\" and \"until\", not a string." },
    };

    public static TheoryData<string, string> Maintenance => new()
    {
        { "{ \"until\": \"2026-03-01T23:00:00Z\" }", "3:1: error CG4004: The property \"from\" is missing in this object; add it." },
        { "{ \"from\": \"2026-03-01T23:00:00Z\" }", "3:1: error CG4004: The property \"until\" is missing in this object; add it." },
        { Window("\"at\": 1"), "3:68: error CG4003: There is no property \"at\" here; did you mean \"tags\"? Known are from, until, tags." },
        { "{ \"from\": 1700000000, \"until\": \"2026-03-01T23:00:00Z\" }", "3:11: error CG4005: The property \"from\" must be a string, not a number." },
        { "{ \"from\": \"2026-03-01 22:00\", \"until\": \"2026-03-01T23:00:00Z\" }", "3:11: error CG4008: \"2026-03-01 22:00\" is not a time; write date, time and offset, such as 2026-03-01T22:00:00Z or 2026-03-01T23:00:00+01:00." },
        { "{ \"from\": \"2026-03-01T22:00:00\", \"until\": \"2026-03-01T23:00:00Z\" }", "3:11: error CG4008: \"2026-03-01T22:00:00\" is not a time; write date, time and offset, such as 2026-03-01T22:00:00Z or 2026-03-01T23:00:00+01:00." },
        { "{ \"from\": \"2026-03-01T23:00:00+01:00\", \"until\": \"2026-03-01T22:00:00Z\" }", "3:49: error CG4007: This maintenance ends before it begins; write a time after \"from\"." },
        { Window("\"tags\": \"db\""), "3:76: error CG4005: The property \"tags\" must be an array, not a string." },
        { Window("\"tags\": [\"db\"]"), "3:77: error CG4005: A tag filter is an array of texts that must all be found, not a string; write [\"db\"]." },
        { Window("\"tags\": [[]]"), "3:77: error CG4006: This filter would hold for every payload; give it a text, or leave \"tags\" out for the whole service." },
        { Window("\"tags\": [[\"db\", \"\"]]"), "3:84: error CG4006: This text is blank; write what is meant, or leave it out." },
        { Window("\"tags\": [[5]]"), "3:78: error CG4005: The property \"tags\" must be an array of strings, not a number; write \"5\" in quotes." },
    };

    [Theory]
    [MemberData(nameof(Json))]
    [MemberData(nameof(Shape))]
    public void A_mistake_in_the_file_is_told_at_its_place(string text, string expected) => AssertOne(text, expected);

    [Theory]
    [MemberData(nameof(Services))]
    public void A_mistake_in_a_service_is_told_at_its_place(string services, string expected) =>
        AssertOne("{ \"services\": [\n" + services + "\n] }", expected);

    [Theory]
    [MemberData(nameof(Maintenance))]
    public void A_mistake_in_a_maintenance_is_told_at_its_place(string maintenance, string expected) =>
        AssertOne("{ \"services\": [ { \"name\": \"a\",\n\"maintenance\": [\n" + maintenance + "\n] } ] }", expected);

    [Fact]
    public void Every_mistake_of_a_file_is_told_at_once()
    {
        string[] problems = Problems(
            """
            { "dat": "x", "limits": { "body": 1 },
              "duplicateWindow": "soon",
              "services": [ { "name": "a", "integrations": ["Nobody"] }, { "name": "a" } ] }
            """);

        Assert.Equal(["1:3", "1:35", "2:22", "3:49", "3:72"], problems.Select(static problem => problem.Split(": ")[0]));
    }

    [Fact]
    public void Every_rule_of_a_file_has_a_case()
    {
        IEnumerable<string> covered = new[] { Json, Shape, Services, Maintenance }
            .SelectMany(static table => table)
            .Select(static row => row.Data.Item2.Split(' ')[2].TrimEnd(':'));

        Assert.Equal(
            ConfigurationRules.All
                .Except([ConfigurationRules.UnknownVariable, ConfigurationRules.Unreadable, ConfigurationRules.IncompleteTls])
                .Select(static rule => rule.Id),
            covered.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Window(string more) => "{ \"from\": \"2026-03-01T22:00:00Z\", \"until\": \"2026-03-01T23:00:00Z\", " + more + " }";

    private static void AssertOne(string text, string expected) => Assert.Equal([expected], Problems(text));

    private static string[] Problems(string text) =>
    [
        .. ConfigurationParser.Parse(text, string.Empty).Problems
            .Select(static problem => InputProblem.InFile("f", problem).ToString()["f:".Length..]),
    ];
}

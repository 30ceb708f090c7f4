namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>The payloads of the Better Stack integration guide, and short ones of the same form.</summary>
public static class Payloads
{
    public const string GuideTrigger = """
        {
          "source": "betterstack",
          "status": "Started",
          "id": "INC-98765",
          "title": "Server Down: api.example.com",
          "description": "Monitor check failed. Status code 500.",
          "monitor": {
            "id": "MON-12345",
            "name": "api.example.com Health Check"
          },
          "started_at": "2025-11-10T09:12:00Z"
        }
        """;

    public const string GuideResolve = """
        {
          "source": "betterstack",
          "status": "Resolved",
          "id": "INC-98765",
          "title": "Recovery: api.example.com",
          "description": "Monitor check successful. Response 200 OK.",
          "monitor": {
            "id": "MON-12345",
            "name": "api.example.com Health Check"
          },
          "started_at": "2025-11-10T09:12:00Z",
          "resolved_at": "2025-11-10T09:20:00Z"
        }
        """;

    public static string Started(string id) => $$"""{"status":"Started","id":"{{id}}","title":"T","description":"D"}""";

    public static string Resolved(string id) => $$"""{"status":"Resolved","id":"{{id}}"}""";
}

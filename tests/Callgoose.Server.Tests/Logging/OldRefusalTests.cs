using System.Text;
using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Logging;
using Callgoose.Payloads;
using Callgoose.Storage.ApiLog;

namespace Callgoose.Server.Tests.Logging;

/// <summary>Log entries of version 0.1.0: the filters are a bare list, and the reason of a refusal is a text.</summary>
public class OldRefusalTests
{
    [Theory]
    [InlineData("Malformed JSON: Expected true, false or null, in lower case.", "Malformed JSON", "Expected true, false or null, in lower case.")]
    [InlineData("Too many requests", "Refused", "Too many requests")]
    [InlineData("Malformed JSON: \"a\": no value", "Malformed JSON", "\"a\": no value")]
    public void The_reason_is_a_problem_with_title_and_detail(string refusal, string title, string detail)
    {
        JsonElement entry = Written(refusal, "[]");

        Assert.Equal((title, detail), (entry.GetProperty("problem").GetProperty("title").GetString(), entry.GetProperty("problem").GetProperty("detail").GetString()));
        Assert.Equal(0, entry.GetProperty("outcomes").GetArrayLength());
        Assert.Equal(0, entry.GetProperty("services").GetArrayLength());
    }

    [Fact]
    public void A_call_that_was_not_refused_has_no_problem()
    {
        JsonElement entry = Written(string.Empty, """[{"service":"shop"}]""");

        Assert.Equal(JsonValueKind.Null, entry.GetProperty("problem").ValueKind);
        Assert.Equal("shop", entry.GetProperty("services")[0].GetProperty("service").GetString());
    }

    [Fact]
    public void What_a_newer_version_kept_wins()
    {
        JsonElement entry = Written("Old: old", """{"problem":{"title":"New","detail":"new"},"outcomes":[],"services":[]}""");

        Assert.Equal("new", entry.GetProperty("problem").GetProperty("detail").GetString());
    }

    private static JsonElement Written(string refusal, string verdicts)
    {
        var entry = new ApiLogEntry
        {
            CallId = new TimeOrderedId(1, 2), ReceivedAt = 1, Microseconds = 5, Environment = string.Empty, TokenId = new TimeOrderedId(3, 4), TokenName = "old", From = "x",
            RemoteAddress = "192.0.2.7", Scheme = string.Empty, Method = "POST", Url = "/v1/process", Status = 400, Body = "{}"u8.ToArray(), BodyLength = 2, Verdicts = Encoding.UTF8.GetBytes(verdicts), Refusal = refusal,
        };
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json => LoggedVerdicts.WriteMembers(json, entry)));
        return document.RootElement.Clone();
    }
}

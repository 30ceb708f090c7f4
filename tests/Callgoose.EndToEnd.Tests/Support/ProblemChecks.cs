using System.Text.Json;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>What all refusals have in common (ProcessApi.md 5).</summary>
public static class ProblemChecks
{
    /// <summary>It is a problem document of RFC 9457 with its four members, and reveals nothing of the server's internals.</summary>
    public static JsonElement AssertProblem(Reply reply, int status)
    {
        Assert.True(status == (int)reply.Status, $"{status} was due, {(int)reply.Status} came: {reply.Text}");
        Assert.Equal("application/problem+json", reply.MediaType);
        JsonElement problem = reply.Json;
        Assert.StartsWith("urn:callgoose:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("Exception", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
        return problem;
    }
}

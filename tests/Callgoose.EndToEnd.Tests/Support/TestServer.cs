namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>One server for all tests of a class, with the token of its first start. Whatever the tests send, it must log no error.</summary>
public sealed class TestServer(PublishedExecutable executable) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public PublishedExecutable Executable => executable;

    public string Data => folder.Data;

    public RunningServer Server { get; private set; } = null!;

    /// <summary>The token of the first start: global, with every scope, in the environment without a name.</summary>
    public string Token { get; private set; } = null!;

    /// <summary>A client that sends <see cref="Token"/>.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(executable, folder.Data);
        Token = await Server.WaitForFirstTokenAsync();
        Http = Server.Client(Token);
    }

    /// <summary>Creates a token with options of <c>callgoose tokens create</c>.</summary>
    public async Task<string> CreateTokenAsync(params string[] options)
    {
        CommandResult result = await CommandResult.RunAsync(executable, ["tokens", "create", "--name", "test", "--data", Data, .. folder.Knowing(options), .. options]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.TrimEnd('\n');
    }

    public async ValueTask DisposeAsync()
    {
        // After everything that the tests of the class sent, it is still the same server and it answers.
        await Http.IncidentsAsync();
        Http.Dispose();
        int exit = await Server.SignalAsync("TERM");
        string errors = Server.Errors;
        await Server.DisposeAsync();
        folder.Dispose();
        Assert.Equal(0, exit);
        AssertNoStumble(errors);
        Assert.DoesNotContain(Token["cg_".Length..], errors, StringComparison.Ordinal);
    }

    /// <summary>Asserts that no exception, stack trace or error was logged.</summary>
    public static void AssertNoStumble(string errors)
    {
        Assert.False(errors.Contains("fail:", StringComparison.Ordinal) || errors.Contains("crit:", StringComparison.Ordinal), errors);
        AssertNoTrace(errors);
    }

    /// <summary>Asserts that the log has no exception type and no stack trace.</summary>
    public static void AssertNoTrace(string errors)
    {
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}

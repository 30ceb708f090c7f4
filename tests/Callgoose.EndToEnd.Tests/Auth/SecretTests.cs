using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>A token is shown once. After that its text is in no log, no answer and no file.</summary>
public class SecretTests(PublishedExecutable executable)
{
    [Fact]
    public async Task No_failure_brings_a_token_to_light()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        string first = await server.WaitForFirstTokenAsync();
        string made = await CreateAsync(folder.Data);
        int printed = Occurrences(server.Output, first);
        Assert.Equal(3, printed);

        foreach (string token in (string[])[first, made])
        {
            foreach (string answer in await ProvokeAsync(server, token))
            {
                AssertHidden(answer, token);
            }
        }

        await RevokeAllAsync(folder.Data, first, made);
        await AssertFilesHideAsync(folder.Path, first, made);
        Assert.Equal(0, await server.SignalAsync("TERM"));
        await AssertFilesHideAsync(folder.Path, first, made);
        AssertHidden(server.Errors, first);
        AssertHidden(server.Errors + server.Output, made);
        Assert.Equal(printed, Occurrences(server.Output, first));
    }

    /// <summary>One answer of every kind, with the token in each place that accepts one.</summary>
    private static async Task<List<string>> ProvokeAsync(RunningServer server, string token)
    {
        using HttpClient http = server.Client(token);
        using HttpClient bare = server.Client();
        string query = ProcessApi.Path + "&token=" + token;
        List<string> answers =
        [
            (await http.PostAsync(Payloads.GuideTrigger)).Text,
            (await bare.PostAsync(Payloads.GuideTrigger, path: query)).Text,
            (await bare.PostAsync(Payloads.GuideTrigger, path: query + "x")).Text,
            (await bare.PostAsync("{x", path: query)).Text,
            (await bare.PostAsync([0xFF], path: query)).Text,
            (await bare.PostAsync("{}", path: query, encoding: "zstd")).Text,
            (await bare.PostAsync("{}", path: query, encoding: "gzip")).Text,
            (await bare.PostAsync("{}", path: "/v1/process?token=" + token + "&from=" + new string('a', 200))).Text,
            (await bare.PostAsync("{}", path: "/nowhere?token=" + token)).Text,
            await bare.GetStringAsync("/healthz?token=" + token),
            (await Reply.OfAsync(await bare.GetAsync("/v1/process?token=" + token))).Text,
            (await Reply.OfAsync(await bare.GetAsync("/v1/incidents?state=x&token=" + token))).Text,
            (await Reply.OfAsync(await bare.GetAsync("/v1/incidents/x?token=" + token))).Text,
        ];
        foreach (string lines in (string[])["Content-Length: 99999999", "Content-Length: 1\r\nContent-Length: 2", "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff", "Bad Header\0: x"])
        {
            answers.Add(await RawHttp.ExchangeAsync(
                server.Address, $"POST {query} HTTP/1.1\r\nHost: x\r\nX-Callgoose-Auth: {token}\r\nAuthorization: Bearer {token}\r\n{lines}\r\n\r\n"));
        }

        answers.Add(await RawHttp.ExchangeAsync(server.Address, $"POST /v1/process?token={token} HTTP/9.9\r\n\r\n"));
        return answers;
    }

    private static void AssertHidden(string text, string token) => Assert.DoesNotContain(token["cg_".Length..], text, StringComparison.Ordinal);

    private static async Task AssertFilesHideAsync(string folder, params string[] tokens)
    {
        // The name of a token is kept. Finding it shows that the search works.
        Assert.Equal(0, (await CommandResult.RunAsync("grep", "-rlaF", "a name that is kept", folder)).ExitCode);
        foreach (string token in tokens)
        {
            CommandResult found = await CommandResult.RunAsync("grep", "-rlaF", "-e", token["cg_".Length..], folder);
            Assert.True(found.ExitCode == 1, found.Output + found.Errors);
        }
    }

    private static int Occurrences(string text, string token) => text.Split(token).Length - 1;

    private async Task<string> CreateAsync(string data)
    {
        CommandResult result = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "a name that is kept", "--scope", "process,read", "--data", data);
        return result.Output.TrimEnd('\n');
    }

    private async Task RevokeAllAsync(string data, params string[] tokens)
    {
        foreach (string token in tokens)
        {
            CommandResult mistaken = await CommandResult.RunAsync(executable, "tokens", "revoke", token, "--data", data);
            AssertHidden(mistaken.Output + mistaken.Errors, token);
        }

        CommandResult list = await CommandResult.RunAsync(executable, "tokens", "list", "--data", data);
        Assert.All(tokens, token => AssertHidden(list.Output + list.Errors, token));
        foreach (string id in list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(' ')[0]))
        {
            Assert.Equal(0, (await CommandResult.RunAsync(executable, "tokens", "revoke", id, "--data", data)).ExitCode);
        }
    }
}

using System.Text;
using Callgoose.Api;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Server.Tests.Api;

/// <summary>Bodies of the API: any bytes are either an object or refused.</summary>
public class JsonBodyTests
{
    /// <summary>Latin-1 represents bytes.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{\"\\ud800\":1}",
        "{\"\\ud800\\ud800\":1}",
        "{\"\\udc00\":1}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"\\udc00 after\"}",
        "{\"name\":{\"deep\":\"\\ud800\"}}",
        "{\"scopes\":[\"\\ud800\"]}",
        "{\"\xff\":1}",
        "{\"name\":\"\xff\"}",
        "{\"name\":\"\xc0\xaf\"}",
        "{\"name\":\"\xed\xa0\x80\"}",
        "{\"scopes\":[\"\xff\"]}",
        "\xff",
        "{\"unknown\":1}",
        "{\"name\":1}",
        "{\"scopes\":\"process\"}",
        "[]",
        "{",
        "{}{}",
        "[[[[[[[[[[[[",
        "\0",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_object_of_known_members_is_a_bad_request(string body)
    {
        (JsonBody? read, Problem? problem) = await ReadAsync(body);
        problem ??= AskedForAll(read!);

        Assert.Equal(StatusCodes.Status400BadRequest, problem?.Status);
    }

    [Fact]
    public async Task More_than_64_KiB_are_too_large()
    {
        (_, Problem? problem) = await ReadAsync(new string(' ', (64 * 1024) + 1));

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, problem?.Status);
    }

    [Fact]
    public async Task Characters_of_every_plane_come_as_they_are()
    {
        (JsonBody? body, Problem? problem) = await ReadAsync("{\"name\":\"\\ud83d\\udd25 \\u0000 \xc3\xa9\"}");

        Assert.Null(problem);
        Assert.Equal("\ud83d\udd25 \0 é", body!.Text("name"));
    }

    private static Problem? AskedForAll(JsonBody body)
    {
        body.Text("name");
        body.Texts("scopes");
        return body.Problem;
    }

    private static Task<(JsonBody? Body, Problem? Problem)> ReadAsync(string latin1)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.Latin1.GetBytes(latin1));
        return JsonBody.ReadAsync(context, "name", "scopes");
    }
}

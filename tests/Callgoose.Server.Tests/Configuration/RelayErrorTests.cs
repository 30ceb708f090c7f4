using Callgoose.Configuration;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>Every mistake in a relay is reported at its place, with what to write instead.</summary>
public sealed class RelayErrorTests : IDisposable
{
    private const string Good = "\"to\": \"https://callgoose.example.com\", \"token\": \"file:/etc/callgoose/relay-token\"";

    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-relay-config-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("\"to\": \"callgoose.example.com\", \"token\": \"env:T\"", "error CG4023: This is not the address of a server")]
    [InlineData("\"to\": \"https://x.example/?a=b\", \"token\": \"env:T\"", "error CG4023: This is not the address of a server")]
    [InlineData("\"to\": \"https://me:secret@x.example\", \"token\": \"env:T\"", "error CG4023: This is not the address of a server")]
    [InlineData("\"to\": \"ftp://x.example\", \"token\": \"env:T\"", "error CG4023: This is not the address of a server")]
    [InlineData("\"to\": \"http://x.example\", \"token\": \"env:T\"", "warning CG4027: The relay's token and every webhook go to the upstream over plain http")]
    [InlineData("\"to\": \"https://x.example\", \"token\": \"cg_secret\"", "error CG4022: The setting \"token\" is secret and does not stand in this file")]
    [InlineData("\"to\": \"https://x.example\"", "\"token\"")]
    [InlineData("\"token\": \"env:T\"", "\"to\"")]
    [InlineData(Good + ", \"mode\": \"both\"", "error CG4023: The mode of a relay is \"mirror\"")]
    [InlineData(Good + ", \"maxBytes\": 1000", "error CG4023: \"maxBytes\" says how many bytes may wait")]
    [InlineData(Good + ", \"maxBytes\": \"1 GiB\"", "error CG4023: \"maxBytes\" says how many bytes may wait")]
    [InlineData(Good + ", \"maxAge\": \"soon\"", "error CG4023: \"maxAge\" says how long the oldest webhook may wait")]
    [InlineData(Good + ", \"tokens\": \"env:T\"", "\"tokens\"")]
    public void A_mistake_is_told(string members, string expected)
    {
        string told = Assert.Single(Told(members));

        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("\"to\": \"http://127.0.0.1:8080/\", \"token\": \"env:T\"")]
    [InlineData(Good + ", \"mode\": \"mirror\", \"maxBytes\": 1048576, \"maxAge\": \"7d\"")]
    public void What_is_right_is_taken(string members) => Assert.Empty(Told(members));

    private string[] Told(string members)
    {
        string file = Path.Combine(folder, "callgoose.json");
        File.WriteAllText(file, $"{{ \"relay\": {{ {members} }} }}");
        ConfigurationResult result = new ConfigurationSources { File = file }.Load();
        return [.. result.Problems.Concat(result.Warnings).Select(static problem => problem.ToString())];
    }
}

using System.Reflection;
using System.Text.Json;
using Callgoose.Http;

namespace Callgoose.Server.Tests.Api;

/// <summary>The OpenAPI document contains every path of the router.</summary>
public class OpenApiPathsTests
{
    public static TheoryData<string> KnownPaths =>
    [
        .. typeof(Paths).GetFields(BindingFlags.Static | BindingFlags.Public).Where(static path => path.IsLiteral).Select(static path => (string)path.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(KnownPaths))]
    public void Every_path_is_in_the_document(string path)
    {
        using Stream stream = typeof(Paths).Assembly.GetManifestResourceStream("openapi.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        IEnumerable<string> documented = document.RootElement.GetProperty("paths").EnumerateObject().Select(static member => member.Name);

        Assert.Contains(documented, name => path.Length > 1 && path.EndsWith('/') ? name.StartsWith(path + "{", StringComparison.Ordinal) : name == path);
    }
}

using System.Text;
using Callgoose.Configuration;
using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>Parses test files and reports all errors at once.</summary>
internal sealed class TestFileParser
{
    /// <summary>The expectations of a call's verdict, and of an incident.</summary>
    public static readonly string[] OfVerdict =
        ["status", "created", "resolved", "duplicate", "reason", "trigger", "resolve", "acknowledge", "title", "description", "key", "urgency", "warnings", "elements"];

    /// <summary>The expectations of an incident.</summary>
    public static readonly string[] OfIncident = ["key", "title", "description", "state", "urgency", "occurrences"];

    /// <summary>The members of a file.</summary>
    public static readonly string[] OfFile = ["$schema", "schemas", "tests"];

    /// <summary>The members of a test.</summary>
    public static readonly string[] OfTest = ["name", "from", "calls", "incidents"];

    /// <summary>The members of a call.</summary>
    public static readonly string[] OfCall = ["from", "payload", "payloadFile", "text", "contentType", "headers", "after", "expect"];

    private readonly SchemaText text;
    private readonly ProblemList problems;
    private readonly string folder;

    private TestFileParser(SchemaText text, ProblemList problems, string folder)
    {
        this.text = text;
        this.problems = problems;
        this.folder = folder;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TestFile Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Parses the text of a file. Never throws because of its content.</summary>
    public static TestFile Parse(string path, string content)
    {
        var text = new SchemaText(content);
        var problems = new ProblemList(text, TestFileRules.Document);
        var parser = new TestFileParser(text, problems, Path.GetDirectoryName(path) ?? string.Empty);
        (string[] schemas, TestCase[] tests) = SchemaTreeReader.Read(text, problems) switch
        {
            null => ([], []),
            SchemaObject root => parser.ParseRoot(root),
            SchemaNode other => parser.NotAnObject(other, "A test file"),
        };
        return new TestFile(path, schemas, tests, problems.Problems);
    }

    private (string[], TestCase[]) NotAnObject(SchemaNode node, string what)
    {
        problems.Add(problems.Rules.WrongType, node.Span, $"{what} is an object, not {node.Kind}.");
        return ([], []);
    }

    private (string[], TestCase[]) ParseRoot(SchemaObject root)
    {
        var file = new PropertyReader(root, problems, OfFile);
        file.OptionalText("$schema");
        string[] schemas = [.. file.Texts("schemas").Select(path => Path.Combine(folder, path.Text))];
        if (!file.Has("tests"))
        {
            file.Required("tests");
        }

        return (schemas, [.. Objects(file.OptionalArray("tests"), "A test").Select(ParseTest)]);
    }

    private TestCase ParseTest(SchemaObject source)
    {
        var test = new PropertyReader(source, problems, OfTest);
        string name = test.RequiredText("name")?.Text ?? string.Empty;
        string from = test.OptionalText("from")?.Text ?? string.Empty;
        if (!test.Has("calls"))
        {
            test.Required("calls");
        }

        TestCall[] calls = [.. Objects(test.OptionalArray("calls"), "A call").Select(call => ParseCall(call, from))];
        SchemaArray? incidents = test.OptionalArray("incidents");
        return new TestCase(
            name,
            text.Locate(new ByteSpan(source.Span.Start, 1)),
            calls,
            incidents is null ? null : [.. Objects(incidents, "An incident").Select(incident => Expectations(incident, OfIncident))],
            text.Locate(new ByteSpan((incidents ?? (SchemaNode)source).Span.Start, 1)));
    }

    private TestCall ParseCall(SchemaObject source, string from)
    {
        var call = new PropertyReader(source, problems, OfCall);
        TimeSpan after = default;
        if (call.OptionalText("after") is SchemaString age && !Duration.TryParse(age.Text, out after))
        {
            problems.Add(TestFileRules.BadValue, age.Span, $"\"{age.Text}\" is not a duration; {Duration.Form}, such as \"6m\".");
        }

        SchemaObject? expect = call.OptionalObject("expect");
        SchemaString? file = call.OptionalText("payloadFile");
        SchemaString? plain = call.OptionalText("text");
        SchemaNode? payload = call.Optional("payload");
        string contentType = call.OptionalText("contentType")?.Text ?? (plain is null ? "application/json" : "text/plain");
        if (new SchemaNode?[] { file, plain, payload }.Count(static given => given is not null) > 1)
        {
            problems.Add(TestFileRules.BadValue, new ByteSpan(source.Span.Start, 1), "A call has one of \"payload\", \"payloadFile\" and \"text\"; remove the others.");
        }

        byte[] body = payload is not null ? Encoding.UTF8.GetBytes(text.Slice(payload.Span))
            : plain is not null ? Encoding.UTF8.GetBytes(plain.Text)
            : file is not null ? ReadPayload(file)
            : [];
        return new TestCall(call.OptionalText("from")?.Text ?? from, contentType, Headers(call), body, after, expect is null ? [] : Expectations(expect, OfVerdict));
    }

    private (string Name, string Value)[] Headers(PropertyReader call)
    {
        var headers = new List<(string Name, string Value)>();
        foreach (SchemaMember member in call.OptionalObject("headers")?.Members ?? [])
        {
            if (member.Value is SchemaString value)
            {
                headers.Add((member.Name, value.Text));
            }
            else
            {
                problems.Add(problems.Rules.WrongType, member.Value.Span, $"A header is a string, not {member.Value.Kind}.");
            }
        }

        return [.. headers];
    }

    private byte[] ReadPayload(SchemaString file)
    {
        string path = Path.Combine(folder, file.Text);
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        problems.Add(TestFileRules.BadFile, file.Span, $"There is no file {file.Text} beside this one; name a payload.");
        return [];
    }

    private List<Expectation> Expectations(SchemaObject source, string[] known)
    {
        _ = new PropertyReader(source, problems, known);
        var expectations = new List<Expectation>();
        foreach (SchemaMember member in source.Members.Where(member => known.Contains(member.Name)))
        {
            switch (member.Value)
            {
                case SchemaString or SchemaLiteral:
                    string expected = member.Value is SchemaString value ? value.Text : ((SchemaLiteral)member.Value).Text;
                    expectations.Add(new Expectation(member.Name, expected, text.Locate(member.Value.Span)));
                    break;

                default:
                    problems.Add(problems.Rules.WrongType, member.Value.Span, $"The property \"{member.Name}\" is a text, a number, true, false or null, not {member.Value.Kind}.");
                    break;
            }
        }

        return expectations;
    }

    private IEnumerable<SchemaObject> Objects(SchemaArray? array, string what)
    {
        foreach (SchemaNode item in array?.Items ?? [])
        {
            if (item is SchemaObject found)
            {
                yield return found;
            }
            else
            {
                NotAnObject(item, what);
            }
        }
    }
}

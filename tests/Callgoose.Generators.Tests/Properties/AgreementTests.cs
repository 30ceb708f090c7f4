using System.Reflection;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Testing;

namespace Callgoose.Generators.Tests;

/// <summary>Compiled filters agree with the reference on random schema files and payloads.</summary>
public class AgreementTests
{
    private const int Files = 40;

    [Fact]
    public void Compiled_filters_agree_with_the_reference()
    {
        Random random = PropertyRuns.Random(1);
        string[] files = [.. Enumerable.Range(0, Files).Select(i => RandomSchemas.Next(random, $"Random{i:00}"))];
        IReadOnlyList<Integration> integrations = Compile(files);
        IntegrationSchema[] schemas = [.. files.Select(static file => SchemaParser.Parse(file).Schema!)];
        var scratch = new ScratchBuffer();
        int passed = 0;
        int refused = 0;
        for (int run = 0; run < PropertyRuns.Count; run++)
        {
            byte[] body = RandomPayloads.Next(random);
            int file = run % Files;
            Check(integrations[file], file, body, ref passed, ref refused);
            if (run % 4 == 0)
            {
                // An integration that has seen only this body knows its layout from the second time on.
                var fresh = (Integration)Activator.CreateInstance(integrations[file].GetType(), nonPublic: true)!;
                int ignored = 0;
                Check(fresh, file, body, ref ignored, ref ignored);
                Check(fresh, file, body, ref ignored, ref ignored);
                Check(fresh, file, RandomPayloads.Mutate(random, body), ref ignored, ref ignored);
            }

            FilterMatch textMatch = default;
            string text = Encoding.UTF8.GetString(body);
            integrations[file].MatchText(Encoding.UTF8.GetBytes(text), scratch, ref textMatch);
            AssertAgree(schemas[file], PayloadDocument.FromText(Encoding.UTF8.GetBytes(text)), Verdicts.Of(textMatch), files[file]);
            scratch.Reset();
        }

        Assert.InRange(passed, PropertyRuns.Count / 10, PropertyRuns.Count);
        Assert.InRange(refused, PropertyRuns.Count / 20, PropertyRuns.Count / 2);

        void Check(Integration integration, int file, byte[] body, ref int passed, ref int refused)
        {
            string found = Verdicts.Of(integration, body, scratch, out PayloadError error, out bool anyPassed);
            Assert.Equal(PayloadReader.Check(body, new ScratchBuffer()), error);
            if (error.IsNone)
            {
                AssertAgree(schemas[file], PayloadDocument.Parse(body), found, files[file]);
                passed += anyPassed ? 1 : 0;
            }
            else
            {
                refused++;
                Assert.False(anyPassed);
            }
        }
    }

    private static void AssertAgree(IntegrationSchema schema, PayloadDocument payload, string actual, string file)
    {
        string expected = Verdicts.Of(Evaluator.Evaluate(schema, payload));
        Assert.True(expected == actual, $"{file}\n{payload.Raw}\nexpected {expected}\nfound    {actual}");
    }

    private static IReadOnlyList<Integration> Compile(string[] files)
    {
        var run = GeneratorRun.Of([.. files.Select(static (file, i) => Fixture.File($"{i:00}", file))]);
        Assert.Empty(run.Diagnostics);
        Assembly assembly = CompiledFile.Load(run.Sources);
        return (IReadOnlyList<Integration>)assembly.GetType("Callgoose.Integrations.BuiltInIntegrations")!.GetProperty("All")!.GetValue(null)!;
    }
}

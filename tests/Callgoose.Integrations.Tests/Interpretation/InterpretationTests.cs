using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Interpretation;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Testing;

namespace Callgoose.Integrations.Tests.Interpretation;

/// <summary>Filters of schema files that are loaded at run time agree with the reference, as compiled ones do, and allocate nothing.</summary>
public class InterpretationTests
{
    private const int Files = 200;

    [Fact]
    public void Interpreted_filters_agree_with_the_reference()
    {
        Random random = PropertyRuns.Random(2);
        string[] files = [.. Enumerable.Range(0, Files).Select(i => RandomSchemas.Next(random, $"Random{i}"))];
        IntegrationSchema[] schemas = [.. files.Select(static file => SchemaParser.Parse(file).Schema! with { Description = file })];
        InterpretedIntegration[] integrations = [.. schemas.Select(static schema => new InterpretedIntegration(schema))];
        int passed = 0;
        for (int run = 0; run < PropertyRuns.Count; run++)
        {
            byte[] body = RandomPayloads.Next(random);
            passed += Check(schemas[run % Files], integrations[run % Files], body) ? 1 : 0;
            if (run % 4 == 0)
            {
                CheckByLayout(schemas[run % Files], new InterpretedIntegration(schemas[run % Files]), random, body);
            }
        }

        Assert.InRange(passed, PropertyRuns.Count / 10, PropertyRuns.Count);
    }

    [Fact]
    public void Built_in_filters_agree_with_the_reference_compiled_and_interpreted()
    {
        Random random = PropertyRuns.Random(3);
        IntegrationSchema[] schemas = [.. SchemaSet.BuiltIn.Schemas.OrderBy(static schema => schema.Name, StringComparer.Ordinal)];
        Integration[] compiled = [.. BuiltInIntegrations.All.OrderBy(static integration => integration.Name, StringComparer.Ordinal)];
        Assert.Equal(schemas.Select(static schema => schema.Name), compiled.Select(static integration => integration.Name));
        byte[][][] samples = [.. schemas.Select(static schema => Samples(schema))];
        InterpretedIntegration[] interpreted = [.. schemas.Select(static schema => new InterpretedIntegration(schema))];
        int passed = 0;
        for (int run = 0; run < PropertyRuns.Count; run++)
        {
            int file = run % schemas.Length;
            byte[] sample = samples[file][random.Next(samples[file].Length)];
            byte[] body = run < schemas.Length * 20 ? sample : RandomPayloads.Mutate(random, sample);
            passed += Check(schemas[file], compiled[file], body) ? 1 : 0;
            Check(schemas[file], interpreted[file], body);
            if (run % 4 == 0)
            {
                CheckByLayout(schemas[file], (Integration)Activator.CreateInstance(compiled[file].GetType(), nonPublic: true)!, random, sample);
                CheckByLayout(schemas[file], new InterpretedIntegration(schemas[file]), random, sample);
            }
        }

        Assert.InRange(passed, PropertyRuns.Count / 20, PropertyRuns.Count);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (IntegrationSchema schema in SchemaSet.BuiltIn.Schemas)
        {
            foreach (Integration integration in (Integration[])[new InterpretedIntegration(schema), BuiltInIntegrations.All.First(compiled => compiled.Name == schema.Name)])
            {
                Assert.All(Samples(schema), body => Assert.True(Allocated(integration, body) == 0, $"{integration.GetType().Name}: {Encoding.UTF8.GetString(body)}"));
            }
        }
    }

    [Fact]
    public void Writing_a_payload_allocates_nothing()
    {
        foreach (IntegrationSchema schema in SchemaSet.BuiltIn.Schemas.Where(static schema => schema.Payload is not null))
        {
            Integration integration = BuiltInIntegrations.All.First(compiled => compiled.Name == schema.Name);
            var output = new System.Buffers.ArrayBufferWriter<byte>(1 << 20);
            using var json = new System.Text.Json.Utf8JsonWriter(output);
            Assert.All(Samples(schema), body => Assert.True(
                Allocations.OfSteadyState(() =>
                {
                    output.ResetWrittenCount();
                    json.Reset();
                    integration.WritePayload(body, json);
                    json.Flush();
                }) == 0,
                $"{schema.Name}: {Encoding.UTF8.GetString(body)}"));
        }
    }

    [Fact]
    public void A_payload_that_was_written_passes_what_it_passed_before()
    {
        foreach (IntegrationSchema schema in SchemaSet.BuiltIn.Schemas)
        {
            Integration integration = BuiltInIntegrations.All.First(compiled => compiled.Name == schema.Name);
            foreach (byte[] sample in Samples(schema).Where(static sample => sample[0] == (byte)'{'))
            {
                Assert.Equal(
                    Verdicts.Of(Evaluator.Evaluate(schema, PayloadDocument.Parse(sample)), withElements: false),
                    Verdicts.Of(Evaluator.Evaluate(schema, PayloadDocument.Parse(SamplePayload.Write(integration, sample))), withElements: false));
            }
        }
    }

    private static long Allocated(Integration integration, byte[] body)
    {
        var scratch = new ScratchBuffer();
        return Allocations.OfSteadyState(() =>
        {
            FilterMatch match = default;
            integration.MatchEach(body, scratch, NoSink.Instance, ref match);
            scratch.Reset();
        });
    }

    private static byte[][] Samples(IntegrationSchema schema) =>
        [.. schema.Samples.All.Select(Encoding.UTF8.GetBytes)];

    /// <summary>An integration that has seen only this body knows its layout from the second time on.</summary>
    private static void CheckByLayout(IntegrationSchema schema, Integration fresh, Random random, byte[] body)
    {
        Check(schema, fresh, body);
        Check(schema, fresh, body);
        Check(schema, fresh, RandomPayloads.Mutate(random, body));
    }

    /// <returns>Whether a filter passed.</returns>
    private static bool Check(IntegrationSchema schema, Integration integration, byte[] body)
    {
        var scratch = new ScratchBuffer();
        string found = Verdicts.Of(integration, body, scratch, out PayloadError error, out bool passed);
        Assert.Equal(PayloadReader.Check(body, new ScratchBuffer()), error);
        if (error.IsNone)
        {
            AssertAgree(Evaluator.Evaluate(schema, PayloadDocument.Parse(body)), found, body);
        }
        else
        {
            Assert.False(passed);
        }

        byte[] text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
        FilterMatch textMatch = default;
        integration.MatchText(text, scratch, ref textMatch);
        AssertAgree(Evaluator.Evaluate(schema, PayloadDocument.FromText(text)), Verdicts.Of(textMatch), body);
        return passed;
    }

    private static void AssertAgree(EvaluationResult expected, string found, byte[] body)
    {
        string wanted = Verdicts.Of(expected);
        Assert.True(wanted == found, $"{expected.Schema.Description}\n{Encoding.UTF8.GetString(body)}\nexpected {wanted}\nfound    {found}");
    }

    private sealed class NoSink : IElementSink
    {
        public static readonly NoSink Instance = new();

        public void Add(int index, in FilterMatch match)
        {
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Catalog;
using Callgoose.Integrations;
using Callgoose.Schema;

namespace Callgoose.Demo;

/// <summary>Creates payloads like a tool's: the integration's own samples, with other values where its filters read.</summary>
internal static class DemoPayload
{
    /// <summary>Creates a payload that triggers an incident.</summary>
    /// <param name="scene">The incident.</param>
    /// <param name="key">The incident key.</param>
    /// <param name="now">The time in the payload.</param>
    public static byte[] Trigger(DemoScene scene, string key, DateTimeOffset now)
    {
        IntegrationSchema schema = SchemaOf(scene.Source);
        byte[] sample = Encoding.UTF8.GetBytes(schema.Samples.Trigger[scene.Sample]);
        PayloadDocument payload = PayloadDocument.Parse(sample);
        TriggerSchema trigger = Evaluator.Evaluate(schema, payload).Trigger!.Filter.Trigger!;
        return Written(scene, With(
            sample, payload, (trigger.MappedWith, key), (trigger.Title, scene.Title), (trigger.Description, scene.Description), (trigger.OccurredAt, Time(now))));
    }

    /// <summary>Creates a payload that resolves an incident.</summary>
    public static byte[] Resolve(DemoScene scene, string key, DateTimeOffset now)
    {
        IntegrationSchema schema = SchemaOf(scene.Source);
        string wanted = Evaluator.Evaluate(schema, PayloadDocument.Parse(Encoding.UTF8.GetBytes(schema.Samples.Trigger[scene.Sample]))).Trigger!.Key;
        foreach (string text in schema.Samples.Resolve)
        {
            byte[] sample = Encoding.UTF8.GetBytes(text);
            PayloadDocument payload = PayloadDocument.Parse(sample);
            if (Evaluator.Evaluate(schema, payload).Resolve is ResolveResult resolve && resolve.Key == wanted)
            {
                return Written(scene, With(sample, payload, (resolve.Filter.Resolve!.MappedWith, key), (resolve.Filter.Resolve.OccurredAt, Time(now))));
            }
        }

        throw new InvalidOperationException($"The integration {scene.Source} has no sample that resolves its trigger sample {scene.Sample}.");
    }

    /// <summary>Rewrites the payload in the form that the tool's integration uses.</summary>
    private static byte[] Written(DemoScene scene, byte[] payload) =>
        SamplePayload.Write(BuiltInIntegrations.All.First(integration => integration.Name == SchemaOf(scene.Source).Name), payload);

    private static IntegrationSchema SchemaOf(string name) =>
        BuiltInSchemas.All.First(source => source.Result.Schema!.Name == name).Result.Schema!;

    private static string Time(DateTimeOffset now) => now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Replaces the values of keys. A time is only replaced where the sample has one as a text.</summary>
    private static byte[] With(byte[] sample, PayloadDocument payload, params (ValueSchema? Value, string Text)[] values)
    {
        byte[] result = sample;
        IEnumerable<(ByteSpan Place, string Text)> edits = values
            .SelectMany(value => Places(value.Value, payload).Select(place => (place, value.Text)))
            .DistinctBy(static edit => edit.Item1)
            .OrderByDescending(static edit => edit.Item1.Start);
        foreach ((ByteSpan place, string text) in edits)
        {
            bool isTime = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            if (!isTime || sample.AsSpan(place.Start, place.Length).StartsWith("\"20"u8))
            {
                result = [.. result[..place.Start], .. JsonEncodedText.Encode(text).EncodedUtf8Bytes.ToArray().Prepend((byte)'"').Append((byte)'"'), .. result[place.End..]];
            }
        }

        return result;
    }

    /// <summary>Finds the value of the first option that is present. Of several joined values, the last distinguishes incidents.</summary>
    private static ByteSpan[] Places(ValueSchema? value, PayloadDocument payload) => (value?.Options ?? default)
        .Select(option => Places(option, payload))
        .FirstOrDefault(static places => places.Length > 0) ?? [];

    private static ByteSpan[] Places(ValueOption option, PayloadDocument payload)
    {
        IEnumerable<PayloadDocument> owners = option.Of is null ? [payload] : payload.Elements(option.Of.List);
        return [.. owners.Select(owner => owner.PlaceOf(option.Keys[^1])).OfType<ByteSpan>()];
    }
}

using Callgoose.Destinations;
using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Callgoose.Storage.Files;

namespace Callgoose.Delivery.Configuration;

/// <summary>Loads the destination files that <c>delivery.kinds</c> names, and runs their samples.</summary>
internal static class KindFiles
{
    /// <summary>The maximum size of a destination file, in bytes.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Loads the files. A kind with the name of a built-in one overrides it.</summary>
    /// <param name="delivery">The setting <c>delivery</c>.</param>
    /// <param name="problems">Receives the errors, with their positions in the destination file.</param>
    /// <param name="folder">The folder against which relative paths are resolved.</param>
    public static List<DestinationKind> Load(SchemaObject? delivery, ProblemList problems, string folder)
    {
        var kinds = new List<DestinationKind>();
        if (delivery?.Members.FirstOrDefault(static member => member.Name == "kinds")?.Value is not SchemaArray files)
        {
            return kinds;
        }

        foreach (SchemaString file in files.Items.OfType<SchemaString>().Where(static file => !string.IsNullOrWhiteSpace(file.Text)))
        {
            try
            {
                Add(kinds, file, DestinationParser.Parse(Read(Path.Combine(folder, file.Text))), problems);
            }
            catch (Exception e) when (e is IOException or ArgumentException)
            {
                problems.Add(DeliveryRules.UnknownKind, file.Span, $"The destination file cannot be read: {e.Message}");
            }
        }

        return kinds;
    }

    private static string Read(string path)
    {
        using var reader = new StreamReader(new MemoryStream(BoundedFile.Read(path, MaxBytes)));
        return reader.ReadToEnd();
    }

    private static void Add(List<DestinationKind> kinds, SchemaString file, DestinationParseResult result, ProblemList problems)
    {
        foreach (SchemaProblem problem in result.Problems)
        {
            LinePosition place = problem.Location.From;
            problems.Add(DeliveryRules.UnknownKind, file.Span, $"{file.Text}:{place.Line + 1}:{place.Character + 1}: error {problem.Rule.Id}: {problem.Message}");
        }

        if (result.Schema is DestinationSchema schema && kinds.Exists(kind => kind.Name == schema.Name))
        {
            problems.Add(DeliveryRules.UnknownKind, file.Span, $"A file before this one has a kind \"{schema.Name}\" already; leave one of them out.");
        }
        else if (result.Schema is not null)
        {
            kinds.Add(new InterpretedKind(result.Schema));
        }
    }
}

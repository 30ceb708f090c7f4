namespace Callgoose.Schema.Tests;

/// <summary>Samples are sent as the file has them, without the white space between tokens.</summary>
public class SampleTests
{
    [Theory]
    [InlineData("{ }", "{}")]
    [InlineData("[ 1 , [ ] , { \"a\" : null } ]", "[1,[],{\"a\":null}]")]
    [InlineData("\" a  b \"", "\" a  b \"")]
    [InlineData("{\r\n\t\"a\"\t:\ttrue\r\n}", "{\"a\":true}")]
    [InlineData("[ 1e3, -0, 1.50, 12345678901234567890.0 ]", "[1e3,-0,1.50,12345678901234567890.0]")]
    [InlineData("{ \"st\\u0061tus\" : \"\\u0041\\/\\n \\\" \\\\ \\ud83d\\uDE00\" }", "{\"st\\u0061tus\":\"\\u0041\\/\\n \\\" \\\\ \\ud83d\\uDE00\"}")]
    [InlineData("[ \"é漢字 😀 <&>' \\u007f \u007f\u2028\" ]", "[\"é漢字 😀 <&>' \\u007f \u007f\u2028\"]")]
    [InlineData("\"ends in a backslash \\\\\"", "\"ends in a backslash \\\\\"")]
    public void A_sample_is_compact_and_its_texts_are_as_written(string sample, string compact)
    {
        string file = SchemaFiles.With($$"""  "samples": { "ignored": [ {{sample}} , {{sample}} ] }""");

        Assert.Equal([compact, compact], SchemaFiles.Parse(file).Samples.Ignored);
    }

    [Fact]
    public void A_file_without_samples_has_none()
    {
        SamplesSchema samples = SchemaFiles.Parse(SchemaFiles.WithFilters()).Samples;

        Assert.Empty(samples.Trigger.Concat(samples.Resolve).Concat(samples.Ignored));
    }
}

using System.Text;
using System.Text.Json;

namespace Callgoose.Payloads.Tests.Reading;

/// <summary>Forms and lines of JSON are read as JSON.</summary>
public class FormFieldsTests
{
    [Theory]
    [InlineData("status=down&id=7", """{"id":"7","status":"down"}""")]
    [InlineData("a=1&a=2", """{"a":"2","a":"1"}""")]
    [InlineData("a=x+y%20z%C3%A9&b=%22%5C%0a", """{"b":"\"\\\n","a":"x y zé"}""")]
    [InlineData("a=%EF%BF%BD&b=%zz%4", "{\"b\":\"%zz%4\",\"a\":\"\uFFFD\"}")]
    [InlineData("payload={\"s\":1}&=x&&y=", """{"y":"","":"x","payload":"{\"s\":1}"}""")]
    [InlineData("a=1\r\n", """{"a":"1"}""")]
    [InlineData("plain text", "")]
    [InlineData("a=1&b", "")]
    [InlineData("", "")]
    public void A_form_in_one_line_is_an_object_in_which_the_first_field_of_a_name_counts(string form, string json)
    {
        string found = Encoding.UTF8.GetString(FormFields.ReadUrlEncoded(Encoding.UTF8.GetBytes(form), new ScratchBuffer(), out _));

        Assert.Equal(json, found);
        Assert.True(json.Length == 0 || JsonDocument.Parse(found).RootElement.ValueKind == JsonValueKind.Object);
    }

    [Theory]
    [InlineData(200, "", false)]
    [InlineData(201, "", true)]
    [InlineData(10_000, "", true)]
    [InlineData(201, "&text", false)]
    public void A_form_of_too_many_fields_is_said_to_be_one(int fields, string end, bool hasTooMany)
    {
        byte[] form = Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Repeat("a=1", fields)) + end);

        bool isEmpty = FormFields.ReadUrlEncoded(form, new ScratchBuffer(), out FormError found).IsEmpty;

        Assert.Equal((hasTooMany, fields > 200), (found == FormError.TooManyFields, isEmpty));
    }

    [Theory]
    [InlineData("a=1&b=\u00E9")]
    [InlineData("a=1&b=%E9")]
    [InlineData("%FF=1&a=1")]
    [InlineData("a=%C3&b=%A9")]
    [InlineData("a=%ED%A0%80")]
    public void A_form_with_a_field_that_is_not_UTF_8_is_refused(string form)
    {
        bool isEmpty = FormFields.ReadUrlEncoded(Encoding.Latin1.GetBytes(form), new ScratchBuffer(), out FormError error).IsEmpty;

        Assert.Equal((true, FormError.NotUtf8), (isEmpty, error));
    }

    [Fact]
    public void Of_a_form_in_parts_the_files_need_not_be_UTF_8_but_the_fields_must()
    {
        const string File = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.png\"\r\n\r\n\u0089PNG\u00FF\r\n";
        const string Field = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";

        string read = Encoding.UTF8.GetString(FormFields.ReadMultipart(Encoding.Latin1.GetBytes(File + Field + "1\r\n--x--\r\n"), "x", new ScratchBuffer(), out FormError none));
        bool isEmpty = FormFields.ReadMultipart(Encoding.Latin1.GetBytes(Field + "\u00E9\r\n--x--\r\n"), "x", new ScratchBuffer(), out FormError error).IsEmpty;

        Assert.Equal(("{\"a\":\"1\"}", FormError.None), (read, none));
        Assert.Equal((true, FormError.NotUtf8), (isEmpty, error));
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\n\r\nfile\r\n--x\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n{\"c\":2}\r\n--x--\r\n", """{"b":"{\"c\":2}","a":"1"}""")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever closed", "")]
    [InlineData("--y\r\n", "")]
    [InlineData("", "")]
    public void A_form_in_parts_is_an_object_without_its_files(string form, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(FormFields.ReadMultipart(Encoding.UTF8.GetBytes(form), "x", new ScratchBuffer(), out _)));

    [Theory]
    [InlineData(199, "--x--\r\n", false)]
    [InlineData(200, "--x--\r\n", true)]
    [InlineData(300, "--x--\r\n", true)]
    [InlineData(200, "--x\r\nnever closed", false)]
    public void Files_count_among_the_parts_of_which_there_may_be_200(int files, string end, bool hasTooMany)
    {
        const string Field = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        string form = string.Concat(Enumerable.Repeat("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n\r\n", files)) + Field + end;

        bool isEmpty = FormFields.ReadMultipart(Encoding.UTF8.GetBytes(form), "x", new ScratchBuffer(), out FormError found).IsEmpty;

        Assert.Equal((hasTooMany, files > 199), (found == FormError.TooManyFields, isEmpty));
    }

    [Fact]
    public void A_part_whose_end_stands_in_the_line_before_its_value_makes_no_form()
    {
        const string Form = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--x--\r\n";

        Assert.True(FormFields.ReadMultipart(Encoding.UTF8.GetBytes(Form), "x", new ScratchBuffer(), out _).IsEmpty);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "[{\"a\":1}\n,{\"a\":2}\n]")]
    [InlineData("\uFEFF{\"a\":1}\r\n\r\n7", "[{\"a\":1}\r\n\n,7]")]
    [InlineData("", "[]")]
    [InlineData("{\"a\":\",]}\\\",\",\"b\":[1,{}]}\n[1,2]", "[{\"a\":\",]}\\\",\",\"b\":[1,{}]}\n,[1,2]]")]
    public void Lines_are_an_array(string lines, string json)
    {
        string found = Encoding.UTF8.GetString(JsonLines.ToArray(Encoding.UTF8.GetBytes(lines), new ScratchBuffer()));

        Assert.Equal(json, found);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(found).RootElement.ValueKind);
    }

    [Theory]
    [InlineData("{\"a\":1},{\"a\":2}")]
    [InlineData("1,2\n3")]
    [InlineData("[1\n2]")]
    [InlineData("[[1],\n[2]]")]
    [InlineData("{\"a\":[1]\n\"b\":2}")]
    [InlineData("{\"a\":{\n}}")]
    [InlineData("{\"a\":[1]\n2")]
    [InlineData("[{\"a\":1}\n2")]
    [InlineData("[{}\n]")]
    [InlineData("1]\n[2")]
    [InlineData("1 2")]
    [InlineData("{},\n")]
    [InlineData("\"\\\"\n\"")]
    public void A_line_that_is_not_one_value_is_no_part_of_an_array(string lines)
    {
        byte[] found = JsonLines.ToArray(Encoding.UTF8.GetBytes(lines), new ScratchBuffer()).ToArray();

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(found));
    }

    [Theory]
    [InlineData("{}", """{"@X-A":"v\"\\?"}""")]
    [InlineData("{\"a\":1 } \n", """{"a":1 ,"@X-A":"v\"\\?"}""")]
    [InlineData("[]", "[]")]
    [InlineData("x", "x")]
    public void Headers_stand_behind_everything_else_of_an_object(string body, string expected)
    {
        var members = new HeaderMembers(Encoding.UTF8.GetBytes(body), new ScratchBuffer());
        members.Add("X-A", "v\"\\é");

        Assert.Equal(expected, Encoding.UTF8.GetString(members.Body));
    }
}

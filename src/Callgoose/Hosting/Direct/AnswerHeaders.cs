using Microsoft.AspNetCore.Http;

namespace Callgoose.Hosting.Direct;

/// <summary>The headers of an answer. The length is a number: as a header of the dictionary it would be a new string in each.</summary>
internal sealed class AnswerHeaders : HeaderDictionary, IHeaderDictionary
{
    long? IHeaderDictionary.ContentLength { get; set; }
}

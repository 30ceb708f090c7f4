using System.Text.Json.Serialization;

namespace Callgoose.StockProduct;

/// <summary>Serialization code that the compiler generates, without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MonitorPayload))]
[JsonSerializable(typeof(ProcessAnswer))]
[JsonSerializable(typeof(NoEffectAnswer))]
internal sealed partial class StockProductJson : JsonSerializerContext;

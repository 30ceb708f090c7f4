using System.Text.Json.Serialization;

namespace Callgoose.StockProduct;

/// <summary>Serialization code made by the compiler rather than by reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MonitorPayload))]
[JsonSerializable(typeof(ProcessAnswer))]
[JsonSerializable(typeof(NoEffectAnswer))]
internal sealed partial class StockProductJson : JsonSerializerContext;

import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';

/**
 * Puts every item that belongs into an index there again. DynamoDB keeps item and index together; the embedded server
 * writes the index first and the item after it, so a kill between the two can leave an item that its index has forgotten.
 */
export async function repairIndex(client: DynamoDBClient, table: string, indexKey: string): Promise<void> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'attribute_exists(#key)',
        ExpressionAttributeNames: { '#key': indexKey },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? [])
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
